import { stringify, type ScalarTag } from 'yaml';

/** Tabs, line breaks of YAML 1.1, what it refuses as unprintable, and the byte order mark: written as escapes. */
const SPECIAL = /[\t\n\r\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
/** Scalars to which YAML 1.1 gives a meaning of their own: a default value, and a merge. */
const INDICATORS = ['=', '<<'];

/** A float of YAML 1.1 has a point and a sign in its exponent; 1e-8 is text there. */
const float: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  identify: (value) => typeof value === 'number' && (Object.is(value, -0) || String(value).includes('e')),
  test: /^-?\d+\.0(e[-+]\d+)?$/, // with it, it goes before the library's own
  resolve: Number,
  stringify: ({ value }) => (Object.is(value, -0) ? '-0.0' : String(value).replace(/^(-?\d+)e/, '$1.0e')),
};

/** Text that both versions read as it is only in double quotes. */
const quoted: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  identify: (value) => typeof value === 'string' && (INDICATORS.includes(value) || SPECIAL.test(value)),
  resolve: String,
  stringify: ({ value }) => JSON.stringify(value).replace(new RegExp(SPECIAL, 'g'), escape),
};

/**
 * A value as YAML that readers of version 1.1 (PyYAML, and what stands on it) and of 1.2 take for the same: numbers are
 * written with a point, and text that either reads as something else (`no`, `1:30`, a date) in quotes.
 */
export function formatYaml(value: unknown): string {
  return stringify(value, { compat: 'yaml-1.1', customTags: (tags) => [float, quoted, ...tags] });
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
