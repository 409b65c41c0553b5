// What Polars makes of tables that latent-paths writes.
//
//   npm install --no-save nodejs-polars@0.24.1
//   node tools/reference/read-tables.mjs FILE...   prints {FILE: {sha256, columns, types, rows}} as JSON
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import polars from 'nodejs-polars';

const told = process.argv.slice(2).map((path) => {
  const bytes = readFileSync(path);
  const frame = path.endsWith('.parquet') ? polars.readParquet(bytes) : polars.readIPC(bytes);
  const columns = frame.columns;
  const values = columns.map((name) => frame.getColumn(name).toArray());
  const rows = Array.from({ length: frame.height }, (_, row) =>
    values.map((column) => (Array.isArray(column[row]) ? [...column[row]] : column[row])),
  );
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return [basename(path), { sha256, columns, types: frame.dtypes.map(String), rows }];
});
console.log(JSON.stringify(Object.fromEntries(told), null, 1));
