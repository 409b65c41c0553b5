import type { ImportRecord } from '@latent-paths/core';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { importedVae } from '../src/figures/imported-vae.js';
import type { LoadedExperiment } from '../src/load.js';

const record: ImportRecord = {
  version: 1,
  files: { 'enc.onnx': 'a'.repeat(64), 'dec.onnx': 'b'.repeat(64) },
  opset: 13,
  reading: { posterior: 'mean' },
  told: ['the decoder ends with Sigmoid, so that pictures are in [0, 1]'],
  imageShape: [32, 32, 1],
  latentShape: [10],
  images: 256,
  parity: { encoder: 1e-6, decoder: null },
  gradient: { directions: 8, difference: 0.004 },
  reconstruction: { squaredError: 0.0045, baseline: 0.081 },
  active: { units: 7, of: 10 },
  norms: { mean: 3.1, deviation: 0.4 },
  idempotence: 0.51,
  notes: ['4 <b>of</b> 10'],
};

/** The section of an experiment that stands on such a VAE. */
function draw(imports: LoadedExperiment['imports']) {
  const experiment = { imports, arms: [] } as unknown as LoadedExperiment; // only these are read
  const content = importedVae.draw(experiment);
  return content === null ? null : parseHTML(`<html><body>${content.markup}</body></html>`).document;
}

it('says nothing where no VAE was brought', () => {
  expect(draw([])).toBeNull();
});

it('says of a VAE that was brought whose it is, how it is read and what was measured', () => {
  const document = draw([{ artifact: 'vae-import-1', record, strip: Uint8Array.of(1, 2, 3) }])!;
  const facts = new Map(
    [...document.querySelectorAll('dl div')].map((row) => [
      row.querySelector('dt')!.textContent,
      row.querySelector('dd')!.textContent,
    ]),
  );
  expect(facts.get('licence')).toBe('unknown');
  expect(facts.get('reconstruction')).toBe(
    'squared error 0.00450 a value on 256 pictures; 0.0810 if their mean is given for each',
  );
  expect(facts.get('beside onnxruntime')).toBe('E 0.00000100, D not compared, relative');
  expect(facts.get('active dimensions')).toBe('7 of 10');
  expect(document.querySelector('.notes')!.textContent).toContain('4 <b>of</b> 10');
  expect(document.querySelector('img')!.getAttribute('src')).toBe('data:image/png;base64,AQID');
});

it('says which dimensions are used where not all are, and what the others are held at', () => {
  const used = { dimensions: [1, 4, 6, 9], held: [-0.01, 0, 0.02, 0.004, 0, 0] };
  const one = { ...record, active: { units: 4, of: 10 }, used };
  const document = draw([{ artifact: 'vae-import-1', record: one, strip: null }])!;
  expect(document.querySelector('dl')!.textContent).toContain(
    '4 of 10, the only ones that are used: 1, 4, 6, 9, counted from 0; the others are held at -0.0100 to 0.0200',
  );
});
