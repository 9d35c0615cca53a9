import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { ConnectError } from "@connectrpc/connect";
import type { FakeFailure } from "./responses.ts";

/** The error that a gRPC server of Spark's sends, with google.rpc's ErrorInfo and RetryInfo. */
export function sparkFailure(told: FakeFailure, errorId?: string): ConnectError {
  const error = new ConnectError(told.message, told.code ?? 13);
  const metadata: Record<string, string> = {};
  if (told.errorClass !== undefined) metadata["errorClass"] = told.errorClass;
  if (told.classes !== undefined) metadata["classes"] = JSON.stringify(told.classes);
  if (errorId !== undefined) metadata["errorId"] = errorId;
  const details = [any("google.rpc.ErrorInfo", errorInfo(metadata))];
  if (told.retryAfterMs !== undefined) {
    details.push(any("google.rpc.RetryInfo", retryInfo(told.retryAfterMs)));
  }
  const status = new BinaryWriter().tag(1, 0).int32(error.code).tag(2, 2).string(told.message);
  for (const detail of details) status.tag(3, 2).bytes(detail);
  const bytes = Buffer.from(status.finish()).toString("base64").replace(/=+$/u, "");
  error.metadata.set("grpc-status-details-bin", bytes);
  return error;
}

function any(type: string, value: Uint8Array): Uint8Array {
  const url = `type.googleapis.com/${type}`;
  return new BinaryWriter().tag(1, 2).string(url).tag(2, 2).bytes(value).finish();
}

function errorInfo(metadata: Readonly<Record<string, string>>): Uint8Array {
  const writer = new BinaryWriter().tag(1, 2).string("reason").tag(2, 2).string("org.apache.spark");
  for (const [key, value] of Object.entries(metadata)) {
    const entry = new BinaryWriter().tag(1, 2).string(key).tag(2, 2).string(value).finish();
    writer.tag(3, 2).bytes(entry);
  }
  return writer.finish();
}

function retryInfo(ms: number): Uint8Array {
  const duration = new BinaryWriter().tag(1, 0).int64(Math.floor(ms / 1000));
  duration.tag(2, 0).int32((ms % 1000) * 1e6);
  return new BinaryWriter().tag(1, 2).bytes(duration.finish()).finish();
}
