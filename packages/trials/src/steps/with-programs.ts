import type { Engine, Program } from '@latent-paths/engine';

/** Lends `work` compiled programs, which are freed when it ends, however it ends. */
export async function withPrograms<Result>(
  engine: Engine,
  work: (compile: Engine['compile']) => Promise<Result>,
): Promise<Result> {
  const programs: Program[] = [];
  try {
    return await work(async (step) => {
      const program = await engine.compile(step);
      programs.push(program);
      return program;
    });
  } finally {
    for (const program of programs) program.dispose();
  }
}
