import protobuf from 'protobufjs';

/**
 * The part of TensorFlow's messages that a SavedModel with one graph needs, with the field numbers of
 * `tensorflow/core/protobuf/{saved_model,meta_graph}.proto` and `tensorflow/core/framework/{graph,node_def,attr_value,
 * tensor,tensor_shape}.proto`.
 */
const SCHEMA = `
  syntax = "proto3";
  message TensorShape {
    message Dim { int64 size = 1; }
    repeated Dim dim = 2;
  }
  message Tensor {
    int32 dtype = 1;
    TensorShape tensor_shape = 2;
    bytes tensor_content = 4;
    repeated float float_val = 5 [packed = true];
  }
  message AttrValue {
    message ListValue {
      repeated int64 i = 3 [packed = true];
      repeated float f = 4 [packed = true];
    }
    oneof value {
      ListValue list = 1;
      bytes s = 2;
      int64 i = 3;
      float f = 4;
      bool b = 5;
      int32 type = 6;
      TensorShape shape = 7;
      Tensor tensor = 8;
    }
  }
  message Node {
    string name = 1;
    string op = 2;
    repeated string input = 3;
    map<string, AttrValue> attr = 5;
  }
  message Versions { int32 producer = 1; }
  message Graph {
    repeated Node node = 1;
    Versions versions = 4;
  }
  message MetaGraph {
    message Info {
      repeated string tags = 4;
      string tensorflow_version = 5;
    }
    Info meta_info_def = 1;
    Graph graph_def = 2;
  }
  message SavedModel {
    int64 saved_model_schema_version = 1;
    repeated MetaGraph meta_graphs = 2;
  }
`;

/** Encodes a SavedModel; field names are those of the schema. */
export const savedModelType = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('SavedModel');
