import { sha256, UsageError } from '@latent-paths/core';
import { inWorkspace } from '@latent-paths/data';
import { cutAutoencoder, requireCuttable, type Autoencoder, type OnnxModel } from '@latent-paths/pretrained';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileBytes, fileStat } from './file-bytes.js';
import { modelFormats, type ModelFormat } from './model-formats.js';

/** Files of one VAE: of its two halves, or one that holds both and is cut at its latent. */
export interface VaePaths {
  readonly encoder?: string | undefined;
  readonly decoder?: string | undefined;
  readonly file?: string | undefined;
  readonly latent?: string | undefined;
}

/** A model's bytes, and those of the files beside it that hold its weights. */
export interface ModelBytes {
  readonly bytes: Uint8Array;
  readonly externalData: Readonly<Record<string, Uint8Array>>;
}

/** Where files beside a model are looked for. */
interface Place {
  readonly folder: string;
  readonly model: string;
  /** What to do where one is not there. */
  readonly remedy: string;
}

/** What was hashed, while the files are as they were. */
const known = new Map<string, string>();

/** @throws if the file, or one beside it that it names, is not there */
export function modelBytes(path: string, format: ModelFormat = modelFormats.onnx): ModelBytes {
  const bytes = fileBytes(inWorkspace(path), path);
  const folder = realpathSync(dirname(inWorkspace(path)));
  const place: Place = { folder, model: path, remedy: format.whereAbsent };
  const beside = format.filesBeside(bytes, path).map((name) => [name, bytesWithin(name, place)] as const);
  return { bytes, externalData: Object.fromEntries(beside) };
}

/** SHA-256 of each model, with the files beside it, by the key that names it. @throws as `modelBytes` */
export function fileHashes(
  paths: Omit<VaePaths, 'latent'>,
  format: ModelFormat = modelFormats.onnx,
): Readonly<Record<string, string>> {
  const named = paths.file === undefined ? { encoder: paths.encoder, decoder: paths.decoder } : { file: paths.file };
  const given = Object.entries(named).flatMap(([key, path]) => (path === undefined ? [] : [[key, path] as const]));
  return Object.fromEntries(given.map(([key, path]) => [key, hashOf(path, format)]));
}

function hashOf(path: string, format: ModelFormat): string {
  const { size, mtimeMs } = fileStat(inWorkspace(path), path);
  const key = JSON.stringify([inWorkspace(path), size, mtimeMs]);
  const found = known.get(key);
  if (found !== undefined) return found;
  const { bytes, externalData } = modelBytes(path, format);
  const parts = [bytes, ...Object.values(externalData)].map((part) => sha256(part));
  const hash = parts.length === 1 ? parts[0]! : sha256(new TextEncoder().encode(parts.join('\n')));
  // Files beside it may change without it: only a model by itself is known again.
  if (parts.length === 1) known.set(key, hash);
  return hash;
}

/** @throws if the files hold no model, one that is damaged, or one that its latent does not divide */
export function autoencoderOf(
  { encoder, decoder, file, latent }: VaePaths,
  format: ModelFormat = modelFormats.onnx,
): Autoencoder {
  if (file !== undefined) return halvesOf(modelOf(file, format), latent);
  if (encoder === undefined || decoder === undefined)
    throw new Error('vae: expected encoder and decoder, or file and latent, got neither; name the files');
  return { encoder: modelOf(encoder, format), decoder: modelOf(decoder, format) };
}

function halvesOf(whole: OnnxModel, latent: string | undefined): Autoencoder {
  requireCuttable(whole, latent);
  if (latent !== undefined) return cutAutoencoder(whole, latent);
  throw new Error(
    `expected encoder and decoder, or file and latent, which cuts it in two; name two files, or by latent a tensor ` +
      `of ${whole.graph.file}, which latent-paths inspect lists`,
  );
}

/** @throws if the file holds no model */
export function modelOf(path: string, format: ModelFormat = modelFormats.onnx): OnnxModel {
  const { bytes, externalData } = modelBytes(path, format);
  return format.read(bytes, { file: path, externalData });
}

/** @throws if the file is not there, or a link leads out of the model's folder */
function bytesWithin(name: string, { folder, model, remedy }: Place): Uint8Array {
  const shown = `${name}, which ${model} names`;
  const path = join(folder, name);
  if (!existsSync(path))
    throw new UsageError(`${model}: expected its weights in ${name} beside it, got no such file; ${remedy}`);
  fileStat(path, shown);
  if (!realpathSync(path).startsWith(folder + sep))
    throw new Error(`${shown}: expected a file in the folder of the model, got a link out of it; copy the file there`);
  return fileBytes(path, shown);
}
