import { parse } from 'protobufjs';

/**
 * What is used of TensorBoard's messages: tensorboard/compat/proto and tensorboard/plugins/hparams, TensorBoard 2.21.
 */
const { root } = parse(
  `syntax = "proto3";
  message Event { double wall_time = 1; int64 step = 2; oneof what { string file_version = 3; Summary summary = 5; } }
  message Summary { repeated Value value = 1; }
  message Value {
    string tag = 1; oneof value { float simple_value = 2; Tensor tensor = 8; } SummaryMetadata metadata = 9;
  }
  message Tensor { int32 dtype = 1; Shape tensor_shape = 2; }
  message Shape { repeated Dimension dim = 2; }
  message Dimension { int64 size = 1; }
  message SummaryMetadata { PluginData plugin_data = 1; }
  message PluginData { string plugin_name = 1; bytes content = 2; }
  message HParams { oneof data { SessionStart session_start_info = 3; SessionEnd session_end_info = 4; } }
  message SessionStart { map<string, Setting> hparams = 1; string group_name = 4; double start_time_secs = 5; }
  message SessionEnd { int32 status = 1; double end_time_secs = 2; }
  message Setting { oneof kind { double number_value = 2; string string_value = 3; bool bool_value = 4; } }`,
  { keepCase: true },
);

export interface EventTime {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
}

/** The first event of a file. */
export function versionEvent(wallTime: number): Uint8Array {
  return encode('Event', { wall_time: wallTime, file_version: 'brain.Event:2' });
}

/** Numbers at one step, by tag. TensorBoard keeps single precision. */
export function scalarsEvent(
  { wallTime, step }: EventTime,
  values: readonly (readonly [tag: string, value: number])[],
): Uint8Array {
  return encode('Event', {
    wall_time: wallTime,
    step,
    summary: { value: values.map(([tag, value]) => ({ tag, simple_value: value })) },
  });
}

export interface SessionStart {
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** Sessions of one group are one row of the hparams page: the seeds of an arm. */
  readonly group: string;
  /** Seconds since 1970. */
  readonly startedAt: number;
}

/** The settings of a run, as its hparams page shows them. */
export function settingsEvent({ settings, group, startedAt }: SessionStart): Uint8Array {
  const hparams = Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [key, { [`${typeof value}_value`]: value }]),
  );
  return pluginEvent('_hparams_/session_start_info', startedAt, {
    session_start_info: { hparams, group_name: group, start_time_secs: startedAt },
  });
}

/** How a run ended; TensorBoard's numbers of the states. */
export const SESSION_STATUS = { unknown: 0, success: 1, failure: 2, running: 3 } as const;

export function endEvent(status: keyof typeof SESSION_STATUS, endedAt: number): Uint8Array {
  return pluginEvent('_hparams_/session_end_info', endedAt, {
    session_end_info: { status: SESSION_STATUS[status], end_time_secs: endedAt },
  });
}

/** What the hparams plugin reads stands in the metadata of a tensor of no numbers (DT_FLOAT, shape [0]). */
function pluginEvent(tag: string, wallTime: number, content: object): Uint8Array {
  const metadata = { plugin_data: { plugin_name: 'hparams', content: encode('HParams', content) } };
  return encode('Event', {
    wall_time: wallTime,
    summary: { value: [{ tag, tensor: { dtype: 1, tensor_shape: { dim: [{}] } }, metadata }] },
  });
}

function encode(type: string, message: object): Uint8Array {
  const known = root.lookupType(type);
  return known.encode(known.fromObject(message)).finish();
}
