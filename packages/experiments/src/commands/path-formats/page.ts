import { playgroundPage, type StoredGraph } from '@latent-paths/browser';
import { buildChoice, formatBytes, UsageError, type PortableGraph } from '@latent-paths/core';
import { openEngine, portableGraph, type Engine } from '@latent-paths/engine';
import { paths, type Path } from '@latent-paths/model';
import { heldOutLatents, largestDifference } from '@latent-paths/trials/evaluation';
import { encodeStep, framesStep, pathStep } from '@latent-paths/trials/steps';
import { coresHere } from '../../machine/cores.js';
import { openByteStore, type ByteStore } from './byte-store.js';
import { withHalfWeights } from './half-weights.js';
import type { EncodedFile, FileFormat, PathRequest } from './path-format.js';
import { pictureSheet } from './picture-sheet.js';

/** Latents to choose from, and latents that are decoded at once. */
const LATENTS = 2000;
const AT_ONCE = 7;
/** Bytes of the page, at most. */
const MOST = 25_000_000;

/** How the page is used, for its model card. */
const USAGE =
  'One HTML file. It is opened in a browser, from the disk; the network computes in it, and it asks for nothing.';

/** The path in a page that computes: the steps of its trial, as calls of TensorFlow.js kernels. */
export const page: FileFormat = {
  kind: 'file',
  about: 'one HTML file in which the network itself computes, between held-out images or pictures of yours',
  extension: 'html',
  takes: ['weights'],
  async encode(request) {
    const engine = await openEngine(undefined, { threads: coresHere().count });
    try {
      return await encodePage(request, engine);
    } finally {
      engine.dispose();
    }
  },
};

async function encodePage({ trial, store, weights }: PathRequest, engine: Engine): Promise<EncodedFile> {
  const { name, run, files, finished } = trial;
  const heldOut = await heldOutLatents({ store, trial: files, run, finished, count: LATENTS, engine });
  const kept = weights === 'float16' ? withHalfWeights(finished) : finished;
  const lost = weights === 'float16' ? await largestDifference({ finished: kept, engine, ...heldOut }) : null;
  const note =
    lost === null ? null : `Weights of half precision: r differs by up to ${lost.toExponential(1)} of its size.`;
  const real = (await files.readSummary())?.real;
  if (real === undefined) throw new Error(`${files.folder}: expected summary.json, found none`);

  const { path, theta, vae } = kept;
  const line = buildChoice<Path>(paths, { kind: 'linear' });
  const isLine = finished.config.path.kind === 'linear';
  const bytes = openByteStore();
  const html = playgroundPage({
    data: {
      ...name,
      arm: run.arm,
      latentSize: vae.latentSize,
      real: real.reprojection,
      walk: stored(portableGraph(framesStep({ path, theta, vae, pairs: 1, alphas: 1, line: !isLine })), bytes),
      decode: stored(portableGraph(pathStep({ path: line, theta: {}, vae, decoder: true, rows: AT_ONCE })), bytes),
      encode: stored(portableGraph(encodeStep({ vae, batch: 1 })), bytes),
      latents: bytes.put(heldOut.latents),
      ...(await pictureSheet(heldOut, vae.imageShape)),
      scored: heldOut.scored,
    },
    bytes: bytes.bytes(),
    note,
  });
  const file = Buffer.from(html);
  if (file.length > MOST)
    throw new UsageError(
      `--to page: expected at most ${formatBytes(MOST)}, got ${formatBytes(file.length)}` +
        `${weights === 'float32' ? '; --weights float16 takes about half' : ''}`,
    );
  const content = { latents: [{ name: 'latents', shape: [heldOut.pictures.length, vae.latentSize] }] };
  return { bytes: file, content, usage: USAGE, ...(note !== null && { note }) };
}

/** A graph whose constants lie in the store. */
function stored({ constants, ...graph }: PortableGraph, bytes: ByteStore): StoredGraph {
  return {
    ...graph,
    constants: constants.map(({ data, ...type }) => ({
      ...type,
      data: typeof data === 'number' ? data : bytes.put(data),
    })),
  };
}
