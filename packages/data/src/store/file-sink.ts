import { writeFileSync } from 'node:fs';
import { AsyncByteQueue } from 'apache-arrow';
import { storageError } from './storage-error.js';

/** Where an Arrow writer's bytes go: straight to the file, so that none pile up in memory. */
export class FileSink extends AsyncByteQueue {
  constructor(
    private readonly fd: number,
    /** For errors. */
    private readonly path: string,
  ) {
    super();
  }
  override write(bytes: unknown): void {
    if (!(bytes instanceof Uint8Array)) throw new TypeError(`FileSink.write: expected bytes, got ${typeof bytes}`);
    try {
      writeFileSync(this.fd, bytes);
    } catch (error) {
      throw storageError(this.path, error);
    }
  }
}
