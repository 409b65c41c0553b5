import { csv } from './csv.js';
import type { Format } from './format.js';
import { mlflow } from './mlflow.js';
import { parquet } from './parquet.js';
import { tensorboard } from './tensorboard.js';

export const formats = { parquet, csv, tensorboard, mlflow } as const satisfies Readonly<Record<string, Format>>;
