import { onnx } from './onnx.js';
import { packageFormat } from './package.js';
import { page } from './page.js';
import type { PathFormat } from './path-format.js';
import { pytorch } from './pytorch.js';
import { safetensors } from './safetensors.js';

/** Every kind of file that `export` writes, by its name after `--to`. */
export const pathFormats = {
  onnx,
  safetensors,
  pytorch,
  package: packageFormat,
  page,
} as const satisfies Readonly<Record<string, PathFormat>>;
