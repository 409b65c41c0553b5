import { readFileSync, statSync } from 'node:fs';
import { ConfigurationError } from './problem.js';

/** Thirty times the largest experiment of this repository. */
const MOST_BYTES = 128 * 1024;

/**
 * The text of a configuration file; a byte order mark at its start is no part of it. `source` names it in errors.
 * @throws ConfigurationError if it cannot be read, is no file, is not UTF-8, or is larger than any that a person
 *   writes
 */
export function readText(file: string, source: string): string {
  const refuse = (message: string) =>
    new ConfigurationError([{ place: { source, position: null }, path: [], message }]);
  let bytes: Uint8Array;
  try {
    const about = statSync(file);
    if (!about.isFile()) throw refuse(`expected a file, got a ${about.isDirectory() ? 'folder' : 'device or pipe'}`);
    if (about.size > MOST_BYTES) {
      throw refuse(
        `expected at most ${MOST_BYTES / 1024} KiB, got ${Math.ceil(about.size / 1024)} KiB; is it an experiment? ` +
          'A long list of arms is shorter as a matrix',
      );
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (error instanceof ConfigurationError || !(error instanceof Error)) throw error;
    throw refuse(`expected a file that can be read: ${error.message}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refuse('expected text in UTF-8, got other bytes; save it again as UTF-8');
  }
}
