export { BROWSER_REMEDY, findBrowser, launchBrowser } from '../../../tools/testing/src/browser.js';
