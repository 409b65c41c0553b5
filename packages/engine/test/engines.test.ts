import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ENGINE_NAMES, type EngineName } from '@latent-paths/core';
import { env, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it, vi } from 'vitest';
import { openEngine } from '../src/index.js';
import { withBackend } from '../src/with-backend.js';

const folder = dirname(createRequire(__filename).resolve('@tensorflow/tfjs-node-gpu/package.json'));
const hasTensorflow = existsSync(join(folder, 'lib'));

describe('openEngine', () => {
  it('knows its engines by name', () => {
    expect(ENGINE_NAMES).toEqual(['onnx', 'tensorflow', 'cpu']);
  });

  it.skipIf(hasTensorflow)('chooses onnx where there is no GPU for TensorFlow', async () => {
    const engine = await openEngine();
    expect(engine.name).toBe('onnx');
    expect(engine.version).toBe('onnxruntime-node 1.24.3');
    expect(engine.threads).toBeGreaterThanOrEqual(1);
    engine.dispose();
  });

  it('opens the reference without a word, and TensorFlow.js may warn afterwards', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const engine = await openEngine('cpu', { threads: 4 });
    expect(engine).toMatchObject({ name: 'cpu', version: '@tensorflow/tfjs-backend-cpu 4.22.0', threads: 1 });
    withBackend('cpu', () => [tensor([1])]).forEach((x) => x.dispose());
    expect(warn).not.toHaveBeenCalled();
    expect(env().getBool('PROD')).toBe(false);
    warn.mockRestore();
  });

  it.skipIf(hasTensorflow)('says why TensorFlow cannot run and what to do', async () => {
    await expect(openEngine('tensorflow')).rejects.toThrow(
      /engine tensorflow: expected @tensorflow\/tfjs-node-gpu to load, got: its native library.*npm run setup:gpu/,
    );
  });

  it('refuses what it does not know', async () => {
    await expect(openEngine('cuda' as EngineName)).rejects.toThrow(
      'engine: expected one of onnx, tensorflow, cpu, got cuda',
    );
    await expect(openEngine('onnx', { threads: 0 })).rejects.toThrow('threads: expected a positive integer, got 0');
  });
});
