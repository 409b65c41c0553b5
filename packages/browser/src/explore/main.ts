import { byId } from './elements.js';
import type { ExploreData } from './data.js';
import { startExploring } from './start.js';

// What the page holds was written by the report of the same version.
const data = JSON.parse(byId('explore-data', HTMLScriptElement).text) as ExploreData;
for (const element of document.querySelectorAll<HTMLElement>('[data-script]')) element.hidden = false;
startExploring(data);
