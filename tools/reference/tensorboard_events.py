"""TensorBoard's own messages and record writer: the source of the golden bytes of the event files that are exported.

    tensorboard_events.py        prints {"events": hex of the file's records, in order} as JSON (TensorBoard 2.21)
"""

import io
import json

from tensorboard.compat.proto import event_pb2
from tensorboard.plugins.hparams import plugin_data_pb2, summary_v2
from tensorboard.summary.writer.record_writer import RecordWriter


def settings():
    summary = summary_v2.hparams_pb({"path.kind": "network"}, trial_id="x/all-dense", start_time_secs=1767225600.25)
    return event_pb2.Event(wall_time=1767225600.25, summary=summary)


def end():
    summary = summary_v2.hparams_pb({})
    info = plugin_data_pb2.SessionEndInfo(status=1, end_time_secs=1767225700.5)
    summary.value[0].tag = "_hparams_/session_end_info"
    data = plugin_data_pb2.HParamsPluginData(session_end_info=info)
    summary.value[0].metadata.plugin_data.content = data.SerializeToString()
    return event_pb2.Event(wall_time=1767225700.5, summary=summary)


def scalars():
    event = event_pb2.Event(wall_time=1767225601.5, step=300)
    event.summary.value.add(tag="loss/reprojection", simple_value=3.75)
    event.summary.value.add(tag="validation/reprojection", simple_value=0.1)
    return event


def main():
    file = io.BytesIO()
    writer = RecordWriter(file)
    version = event_pb2.Event(wall_time=1767225600.25, file_version="brain.Event:2")
    for event in [version, settings(), scalars(), end()]:
        writer.write(event.SerializeToString())
    print(json.dumps({"events": file.getvalue().hex()}))


main()
