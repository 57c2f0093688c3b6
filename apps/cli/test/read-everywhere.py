"""Prints columns of an exported table as other programs read them, each number as its bits."""

import json
import struct
import sys

import pandas
import pyarrow
import pyarrow.csv
import pyarrow.ipc
import pyarrow.parquet

folder, *columns = sys.argv[1:]


def bits(value):
    if value is None or value is pandas.NA:
        return None
    if isinstance(value, str):
        return value
    value = float(value)
    return "NaN" if value != value else struct.pack(">d", value).hex()


def rows(table):
    return [[bits(value) for value in row.values()] for row in table.select(columns).to_pylist()]


def frame_rows(frame):
    return [[bits(value) for value in row] for row in frame[columns].itertuples(index=False)]


parquet = pyarrow.parquet.read_table(f"{folder}/parquet/epochs.parquet")
arrow = pyarrow.ipc.open_stream(f"{folder}/arrow/epochs.arrows").read_all()
text = pandas.read_csv(f"{folder}/csv/epochs.csv", dtype=str, keep_default_na=False)
mapper = {pyarrow.float64(): pandas.Float64Dtype(), pyarrow.int32(): pandas.Int32Dtype()}.get
for column in columns[1:]:
    text[column] = pandas.Series([None if value == "" else float(value) for value in text[column]], dtype=object)

print(
    json.dumps(
        {
            "pyarrow, parquet": rows(parquet),
            "pyarrow, arrow": rows(arrow),
            "pandas, parquet": frame_rows(parquet.to_pandas(types_mapper=mapper)),
            "pandas, arrow": frame_rows(arrow.to_pandas(types_mapper=mapper)),
            "pandas, csv": frame_rows(text),
        }
    )
)
