export * from "./chains";
export * from "./descend";
