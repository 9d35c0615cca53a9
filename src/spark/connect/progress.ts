import type {
  ExecutePlanResponse,
  ExecutePlanResponse_ExecutionProgress,
} from "../proto/spark/connect/base_pb.ts";
import type { ServerProgress } from "./session.ts";

/** The responses of a server other than its progress, which is told to whoever wants it. */
export async function* withProgress(
  step: string,
  responses: AsyncIterable<ExecutePlanResponse>,
  onProgress: ((progress: ServerProgress) => void) | undefined,
): AsyncGenerator<ExecutePlanResponse, void> {
  let told = "";
  for await (const response of responses) {
    const { responseType } = response;
    if (responseType.case !== "executionProgress") {
      yield response;
      continue;
    }
    const progress = serverProgress(step, responseType.value);
    const text = JSON.stringify(progress);
    if (text !== told) onProgress?.(progress); // the server says everything twice
    told = text;
  }
}

function serverProgress(
  step: string,
  { stages, numInflightTasks }: ExecutePlanResponse_ExecutionProgress,
): ServerProgress {
  let [stagesDone, tasksDone, tasks] = [0, 0, 0];
  for (const stage of stages) {
    if (stage.done) stagesDone += 1;
    tasksDone += Number(stage.numCompletedTasks);
    tasks += Number(stage.numTasks);
  }
  const running = Number(numInflightTasks);
  return { step, stagesDone, stages: stages.length, tasksDone, tasks, running };
}
