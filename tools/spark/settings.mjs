// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";

/** Quiet: what a test wants to know is why something failed. */
const LOGGING = `rootLogger.level = warn
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss.SSS} %p %c{1}: %m%n%ex
`;

/** Variables that would have Spark read settings which are not this cluster's. */
const FOREIGN =
  /^(?:SPARK|HADOOP|YARN|PYSPARK|HIVE)_|^(?:JAVA_HOME|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS)$/u;

/**
 * Makes the folders of a cluster and the environment of its processes, which write nowhere else.
 *
 * @param {{ home: string, java: { JAVA_HOME?: string }, folder: string, javaOptions: string }} place
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentOf({ home, java, folder, javaOptions }) {
  const below = (/** @type {string} */ name) => path.join(folder, name);
  for (const name of ["conf", "tmp", "local", "logs", "checkpoints", "warehouse"]) {
    mkdirSync(below(name), { recursive: true });
  }
  writeFileSync(path.join(below("conf"), "log4j2.properties"), LOGGING);
  const own = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(own),
    ...java,
    SPARK_HOME: home,
    SPARK_CONF_DIR: below("conf"),
    SPARK_LOCAL_DIRS: below("local"),
    SPARK_LOCAL_IP: "127.0.0.1",
    JAVA_TOOL_OPTIONS: `-Djava.io.tmpdir=${below("tmp")} -XX:-UsePerfData ${javaOptions}`,
  };
}

/** For master and workers, which have little to do: to be ready soon is what matters. @param {string} memory */
export function daemonVariables(memory) {
  return {
    SPARK_DAEMON_MEMORY: memory,
    SPARK_DAEMON_JAVA_OPTS:
      "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dspark.port.maxRetries=0 -Dspark.master.rest.enabled=false",
  };
}

/** What the Connect server is started with. @param {string} folder @param {number} port @returns {Record<string, string>} */
export function connectSettings(folder, port) {
  const url = (/** @type {string} */ name) => pathToFileURL(path.join(folder, name)).href;
  return {
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.connect.grpc.binding.port": String(port),
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.checkpoint.dir": url("checkpoints"),
    "spark.sql.warehouse.dir": url("warehouse"),
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    // the first work waits for all executors instead of running on the first of them alone
    "spark.scheduler.minRegisteredResourcesRatio": "1",
    "spark.scheduler.maxRegisteredResourcesWaitingTime": "60s",
  };
}
