import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conceptPicture } from './concept-picture.js';

// Usage, at the root of the workspace: node -r ts-node/register tools/workspace/concept-picture/write.ts
writeFileSync(join(__dirname, '../../../docs/concept.svg'), conceptPicture());
