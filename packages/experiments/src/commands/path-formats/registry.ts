import { onnx } from './onnx.js';
import { page } from './page.js';
import type { PathFormat } from './path-format.js';
import { safetensors } from './safetensors.js';

/** Every kind of file that `export` writes, by its name after `--to`. */
export const pathFormats = { onnx, safetensors, page } as const satisfies Readonly<Record<string, PathFormat>>;
