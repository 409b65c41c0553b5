/** Where a person reads: a terminal, or a log. */
export interface Output {
  readonly isTTY?: boolean;
  /** Width of the terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}
