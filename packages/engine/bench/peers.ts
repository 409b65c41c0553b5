import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExchange } from './exchange.js';
import { findTorch } from './find-torch.js';
import { hasWasm, WASM, WASM_REMEDY } from './find-wasm.js';
import { startPeer, type Peer } from './peer.js';
import { referenceFrozen, referenceInputs, referenceTheta } from './reference-data.js';
import { REFERENCE_SIZES } from './reference-sizes.js';
import type { PeerName } from './rounds.js';

const TORCH_SCRIPT = join(__dirname, '../../../tools/reference/reference_step.py');

export interface StartedPeers {
  readonly peers: Partial<Record<PeerName, Peer>> & Record<'onnx' | 'sgemm', Peer>;
  /** What each peer says of itself, or why it is not there. */
  readonly about: Readonly<Record<PeerName, string>>;
}

/**
 * Starts every peer that is not skipped and checks that their first steps gave the same loss. `tell` is called before
 * each.
 */
export async function startPeers(
  threads: number,
  skip: ReadonlySet<string>,
  tell: (line: string) => void,
): Promise<StartedPeers> {
  const node = (file: string) => {
    tell(`starting ${file}`);
    return startPeer(file, process.execPath, [...process.execArgv, join(__dirname, `${file}.ts`), String(threads)]);
  };
  const python = skip.has('torch') ? null : findTorch(process.env);
  const peers = {
    onnx: await node('peer-onnx'),
    sgemm: await node('peer-sgemm'),
    ...(skip.has('wasm') || !hasWasm() ? {} : { wasm: await node('peer-wasm') }),
    ...(python === null ? {} : { torch: await startTorch(python, threads, tell) }),
  };
  const absent = {
    wasm: skip.has('wasm') ? 'skipped' : `absent: ${WASM} is not installed; run \`${WASM_REMEDY}\``,
    torch: skip.has('torch')
      ? 'skipped'
      : 'absent: neither python3 nor /usr/bin/python3 imports torch; set LATENT_PATHS_PYTHON to a Python that does',
  };
  const about = Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, peer.greeting.about]));
  requireSameLoss(peers);
  // Every name is a key of either object: those absent here are wasm and torch at most.
  return { peers, about: { ...absent, ...about } as Record<PeerName, string> };
}

async function startTorch(python: string, threads: number, tell: (line: string) => void): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'latent-paths-bench-'));
  try {
    const file = join(folder, 'reference.safetensors');
    writeExchange(file, {
      ...referenceTheta(REFERENCE_SIZES),
      ...referenceFrozen(REFERENCE_SIZES),
      ...referenceInputs(REFERENCE_SIZES),
    });
    tell('starting torch');
    return await startPeer('torch', python, [TORCH_SCRIPT, 'serve', file, String(threads)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function requireSameLoss(peers: Readonly<Record<string, Peer>>): void {
  const expected = peers['onnx']!.greeting.total!;
  for (const [name, { greeting }] of Object.entries(peers)) {
    if (greeting.total !== null && Math.abs(greeting.total / expected - 1) > 1e-4) {
      throw new Error(
        `bench: expected the loss ${expected} of onnx's first step from ${name}, got ${greeting.total}: they do ` +
          'not compute the same step',
      );
    }
  }
}
