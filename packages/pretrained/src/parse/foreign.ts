import { lfsPointer } from '@latent-paths/core';

const BEGINNINGS: readonly (readonly [bytes: string, what: string, remedy: string])[] = [
  [
    'PK\u0003\u0004',
    'a ZIP archive, as PyTorch’s .pt and .pth files and NumPy’s .npz are',
    'export the model with torch.onnx.export',
  ],
  [
    '\u0080\u0002',
    'a Python pickle, as PyTorch’s older .pt and .pth files are',
    'export the model with torch.onnx.export',
  ],
  ['\u0089HDF', 'an HDF5 file, as Keras’ .h5 files are', 'export the model with tf2onnx'],
  ['\u001f\u008b', 'a gzip archive', 'unpack it'],
  ['<!DOCTYPE', 'a web page', 'download the file itself: on GitHub or Hugging Face, its “raw” or “resolve” address'],
  ['<html', 'a web page', 'download the file itself: on GitHub or Hugging Face, its “raw” or “resolve” address'],
  [
    '{',
    'JSON, as TensorFlow.js models are',
    'a VAE of TensorFlow.js is named by kind: tfjs; export anything else to ONNX',
  ],
];

/** What a file that is no ONNX seems to be, with the remedy; undefined if that is not known. */
export function foreign(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return 'an empty file; copy or download it again';
  const beginning = String.fromCharCode(...bytes.subarray(0, 200));
  const pointer = lfsPointer(bytes);
  if (pointer !== undefined) return pointer;
  const found = BEGINNINGS.find(([start]) => beginning.trimStart().toLowerCase().startsWith(start.toLowerCase()));
  return found === undefined ? undefined : `${found[1]}; ${found[2]}`;
}
