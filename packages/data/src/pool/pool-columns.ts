import { Field, FixedSizeList, Float32, Int32, makeData, RecordBatch, Schema, Struct } from 'apache-arrow';

/** The columns of a pool: the image's index in its part, and its latent. Nothing in them is ever null. */
export function poolSchema(latentSize: number): Schema {
  return new Schema([
    new Field('index', new Int32(), false),
    new Field('latent', new FixedSizeList(latentSize, new Field('item', new Float32(), false)), false),
  ]);
}

/** Names and types of the columns as text, to compare and to show. */
export function formatColumns(schema: Schema): string {
  return schema.fields.map((field) => `${field.name}: ${String(field.type)}`).join(', ');
}

/** Wraps rows as one record batch without copying them. */
export function poolRecordBatch(schema: Schema, indices: Int32Array, latents: Float32Array): RecordBatch {
  const length = indices.length;
  const [index, latent] = schema.fields;
  const item = makeData({ type: new Float32(), length: latents.length, nullCount: 0, data: latents });
  return new RecordBatch(
    schema,
    makeData({
      type: new Struct(schema.fields),
      length,
      nullCount: 0,
      children: [
        makeData({ type: index!.type, length, nullCount: 0, data: indices }),
        makeData({ type: latent!.type, length, nullCount: 0, child: item }),
      ],
    }),
  );
}
