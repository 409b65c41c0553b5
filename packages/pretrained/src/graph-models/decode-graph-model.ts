import { foreign } from '../parse/foreign.js';
import { graphModelSchema, MOST_NODES, type GraphModelJson } from './graph-model.js';

/** Weights lie beside it: a graph alone is small. */
const MOST_BYTES = 2 ** 26;

type Fields = Readonly<Record<string, unknown>>;
/** The fields of an object; none of anything else. */
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/**
 * What model.json says. @throws if the bytes are something else, a model of another format of TensorFlow.js, or damaged
 */
export function decodeGraphModel(file: string, bytes: Uint8Array): GraphModelJson {
  const json = parseJson(file, bytes);
  const fields = fieldsOf(json);
  const layers = layersModel(file, fields);
  if (layers !== undefined)
    throw new Error(`${file}: expected a GraphModel of TensorFlow.js, got a LayersModel, ${layers}`);
  requireFew(file, fields);
  const parsed = graphModelSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    `${file}: expected a GraphModel of TensorFlow.js, got JSON with ${issue!.path.join('.') || 'no fields'}: ` +
      `${issue!.message}; name its model.json`,
  );
}

function parseJson(file: string, bytes: Uint8Array): unknown {
  const other = bytes[0] === '{'.charCodeAt(0) ? undefined : foreign(bytes);
  if (other !== undefined) throw new Error(`${file}: expected model.json of TensorFlow.js, got ${other}`);
  if (bytes.length > MOST_BYTES)
    throw new Error(`${file}: expected at most ${MOST_BYTES} bytes of JSON, got ${bytes.length}; it is no VAE`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    // both throw errors
    const why = (cause as Error).message.slice(0, 100);
    throw new Error(
      `${file}: expected model.json of TensorFlow.js, got what is no JSON (${why}); name the file that ` +
        'tensorflowjs_converter wrote, or, where it is a model of ONNX, vae: { kind: onnx }',
      { cause },
    );
  }
}

/** What a LayersModel is, with the command that converts it; undefined if it is none. */
function layersModel(file: string, { format, modelTopology }: Fields): string | undefined {
  const topology = fieldsOf(modelTopology);
  const isLayers = format === 'layers-model' || 'model_config' in topology || 'class_name' in topology;
  if (!isLayers) return undefined;
  const version = String(topology['keras_version'] ?? fieldsOf(topology['model_config'])['keras_version'] ?? '');
  if (version.startsWith('3'))
    return (
      `written by Keras ${version.slice(0, 12)}, which TensorFlow.js does not load; convert the Keras model itself: ` +
      `python3 -c "import keras; keras.saving.load_model('vae.keras').export('saved')" && tensorflowjs_converter ` +
      '--input_format=tf_saved_model --output_format=tfjs_graph_model saved graph-model'
    );
  return (
    'whose layers are code of Keras; convert it: tensorflowjs_converter --input_format=tfjs_layers_model ' +
    `--output_format=tfjs_graph_model ${file} graph-model`
  );
}

function requireFew(file: string, { modelTopology, weightsManifest }: Fields): void {
  const groups = Array.isArray(weightsManifest) ? weightsManifest.map((group) => fieldsOf(group)['weights']) : [];
  const lists = { nodes: [fieldsOf(modelTopology)['node']], weights: groups };
  for (const [what, given] of Object.entries(lists)) {
    const count = given.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
    if (count > MOST_NODES)
      throw new Error(`${file}: expected at most ${MOST_NODES} ${what}, got ${count}; it is no VAE`);
  }
}
