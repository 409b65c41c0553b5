import { z } from 'zod';
import { COMPARED_METRICS, type ComparedMetricName } from '../compared.js';

// Object.keys forgets that they are its names
const METRIC_NAMES = Object.keys(COMPARED_METRICS) as [ComparedMetricName, ...ComparedMetricName[]];

export const rankingMetricRecord = z.strictObject({
  name: z.enum(METRIC_NAMES),
  goal: z.enum(['minimise', 'maximise']),
});
