export { buildAll, buildIndex } from './build-all.js';
export { buildReport, type ReportRequest } from './build-report.js';
export { writeFigure, writeMarkdown } from './take-away/write-figure.js';
export { figures } from './figures/registry.js';
export type { FigurePiece } from './figures/figure.js';
export { type ArmStatus, type LoadedArm, type LoadedExperiment, type LoadedTrial } from './load.js';
