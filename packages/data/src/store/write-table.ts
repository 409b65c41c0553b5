import { RecordBatchFileWriter } from 'apache-arrow';
import { replaceFile } from './atomic.js';
import { FileSink } from './file-sink.js';
import { recordBatch, type Table } from './tables.js';

/**
 * Writes a table as an uncompressed Arrow file while its rows come, each batch as a record batch; no more than one is
 * held. The file appears when it is complete.
 * @throws if there is no batch, or its columns differ in length or from those before, and where the disk fails;
 *   nothing is left behind then
 */
export function writeTable(
  path: string,
  batches: AsyncIterable<Table['columns']>,
  metadata: Table['metadata'],
): Promise<void> {
  return replaceFile(path, async ({ fd }) => {
    const writer = new RecordBatchFileWriter();
    const sink = new FileSink(fd, path);
    let columns: string | undefined;
    for await (const some of batches) {
      const batch = recordBatch('writeTable', some, metadata);
      const own = String(batch.schema);
      if (columns === undefined) writer.reset(sink, batch.schema);
      else if (columns !== own) throw new RangeError(`writeTable: expected the columns ${columns}, got ${own}`);
      columns = own;
      writer.write(batch);
    }
    if (columns === undefined) throw new RangeError('writeTable: expected rows, got none');
    writer.close();
  });
}
