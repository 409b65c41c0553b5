import { createInterface } from 'node:readline';

/** First line a peer writes: what it is, and what its first run gave. */
export interface Greeting {
  /** What computes: name, version, threads. */
  readonly about: string;
  /** The loss of its first step, so that all peers are seen to do the same work; null if there is none. */
  readonly total: number | null;
  /** Floating-point operations of one run, where it counts them. */
  readonly flops: number | null;
}

/** A request line asks for `steps` runs; the answer line says how long they took. */
export interface Request {
  readonly steps: number;
}

export interface Answer {
  readonly seconds: number;
  /** Peak resident memory of the peer's process so far. */
  readonly peakMemoryMB: number;
}

/** The child's half of the bench: greets, then answers request lines on stdin until it closes. */
export async function serve(greeting: Greeting, run: () => Promise<void>): Promise<void> {
  const write = (message: Greeting | Answer) => process.stdout.write(`${JSON.stringify(message)}\n`);
  write(greeting);
  for await (const line of createInterface({ input: process.stdin })) {
    const { steps }: Request = JSON.parse(line);
    const start = process.hrtime.bigint();
    for (let step = 0; step < steps; step++) await run();
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    write({ seconds, peakMemoryMB: process.resourceUsage().maxRSS / 1024 });
  }
}
