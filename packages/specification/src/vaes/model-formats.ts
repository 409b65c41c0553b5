import {
  externalFiles,
  graphModelFiles,
  readGraphModel,
  readOnnx,
  type OnnxModel,
  type ReadOptions,
} from '@latent-paths/pretrained';

/** How a model lies in files. */
export interface ModelFormat {
  /** Files beside the model that hold its weights, as it names them. @throws if a path leaves its folder */
  filesBeside(bytes: Uint8Array, file: string): readonly string[];
  /** What to do where one of them is not there. */
  readonly whereAbsent: string;
  /** @throws if the bytes are no model of this format, or a damaged one */
  read(bytes: Uint8Array, options: ReadOptions): OnnxModel;
}

/** Every format of models, by the kind of VAE that comes in it. */
export const modelFormats = {
  onnx: {
    filesBeside: externalFiles,
    whereAbsent: 'copy it there, or save the model with its weights inside',
    read: readOnnx,
  },
  tfjs: { filesBeside: graphModelFiles, whereAbsent: 'copy it there', read: readGraphModel },
} as const satisfies Readonly<Record<string, ModelFormat>>;

export type ModelKind = keyof typeof modelFormats;

/** The kind of a model by its name: TensorFlow.js writes JSON, ONNX has no fixed ending. */
export function modelKind(path: string): ModelKind {
  return path.endsWith('.json') ? 'tfjs' : 'onnx';
}
