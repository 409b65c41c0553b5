import { onnx } from 'onnx-proto';
import { foreign } from './foreign.js';

/** The message in a file's bytes. @throws if they are no ONNX model; the error says what they are, if that is known */
export function decodeModel(file: string, bytes: Uint8Array): onnx.ModelProto {
  const other = foreign(bytes);
  if (other !== undefined) throw new Error(`${file}: expected an ONNX model, got ${other}`);
  const model = decode(file, bytes);
  if (model.graph === null || model.graph === undefined || model.opsetImport.length === 0) {
    throw new Error(`${file}: expected an ONNX model, got bytes without a graph; it is of another format or damaged`);
  }
  return model;
}

function decode(file: string, bytes: Uint8Array): onnx.ModelProto {
  try {
    return onnx.ModelProto.decode(bytes);
  } catch (error) {
    throw new Error(
      `${file}: expected an ONNX model, got bytes that do not decode (${(error as Error).message}); it is cut off, ` +
        'damaged or of another format',
      { cause: error },
    ); // protobufjs throws errors
  }
}
