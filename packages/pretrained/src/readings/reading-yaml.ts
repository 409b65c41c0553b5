import { Document, isCollection, visit } from 'yaml';
import type { Reading } from './reading.js';

export interface ReadingFiles {
  /** What the files are, as an experiment says it; default: onnx. */
  readonly kind?: 'onnx' | 'tfjs';
  readonly encoder: string;
  readonly decoder: string;
}

/** What an experiment says of two files that are read so: `vae: { kind: onnx, … }`, one key per line. */
export function readingYaml(
  { kind = 'onnx', encoder, decoder }: ReadingFiles,
  { input, posterior, output, scale, shift }: Reading,
): string {
  const { layout, ...place } = output;
  const picture = layout === input.layout ? place : { ...place, layout };
  const vae = {
    kind,
    encoder,
    decoder,
    input,
    posterior,
    output: picture,
    ...(scale !== 1 && { scale }),
    ...(shift !== 0 && { shift }),
  };
  const document = new Document({ vae }, { aliasDuplicateObjects: false });
  visit(document, {
    Pair: (_, pair) => void (isCollection(pair.value) && keyOf(pair.key) !== 'vae' && (pair.value.flow = true)),
  });
  return document.toString({ lineWidth: 0 });
}

const keyOf = (key: unknown): string => String(key);
