// What stands in a page for modules that only Node has.
export {};
