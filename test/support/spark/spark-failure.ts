import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { Code, ConnectError } from "@connectrpc/connect";
import type { FakeFailure } from "./responses.ts";

/** The error that a gRPC server of Spark's sends, with google.rpc's ErrorInfo and RetryInfo. */
export function sparkFailure(told: FakeFailure, errorId?: string): ConnectError {
  const error = new ConnectError(told.message, told.code ?? Code.Internal);
  const metadata: Record<string, string> = {};
  if (told.errorClass !== undefined) metadata["errorClass"] = told.errorClass;
  if (told.classes !== undefined) metadata["classes"] = JSON.stringify(told.classes);
  if (errorId !== undefined) metadata["errorId"] = errorId;
  const details = [any("google.rpc.ErrorInfo", errorInfo(metadata))];
  if (told.retryAfterMs !== undefined) {
    details.push(any("google.rpc.RetryInfo", retryInfo(told.retryAfterMs)));
  }
  const status = text(number(new BinaryWriter(), 1, error.code), 2, told.message);
  for (const detail of details) status.tag(3, WireType.LengthDelimited).bytes(detail);
  const bytes = Buffer.from(status.finish()).toString("base64").replace(/=+$/u, "");
  error.metadata.set("grpc-status-details-bin", bytes);
  return error;
}

function any(type: string, value: Uint8Array): Uint8Array {
  const writer = text(new BinaryWriter(), 1, `type.googleapis.com/${type}`);
  return writer.tag(2, WireType.LengthDelimited).bytes(value).finish();
}

function errorInfo(metadata: Readonly<Record<string, string>>): Uint8Array {
  const writer = text(text(new BinaryWriter(), 1, "reason"), 2, "org.apache.spark");
  for (const [key, value] of Object.entries(metadata)) {
    const entry = text(text(new BinaryWriter(), 1, key), 2, value).finish();
    writer.tag(3, WireType.LengthDelimited).bytes(entry);
  }
  return writer.finish();
}

function retryInfo(ms: number): Uint8Array {
  const seconds = number(new BinaryWriter(), 1, Math.floor(ms / 1000));
  const duration = number(seconds, 2, (ms % 1000) * 1e6).finish();
  return new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(duration).finish();
}

function text(writer: BinaryWriter, field: number, value: string): BinaryWriter {
  return writer.tag(field, WireType.LengthDelimited).string(value);
}

function number(writer: BinaryWriter, field: number, value: number): BinaryWriter {
  return writer.tag(field, WireType.Varint).int32(value);
}
