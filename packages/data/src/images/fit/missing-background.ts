/** A picture needs a background that nobody stated. The message says what for, and does not name the file. */
export class MissingBackground extends Error {
  override readonly name = 'MissingBackground';
}
