/** A file cannot be read as a picture. The message says what it is instead, and does not name the file. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}
