export * from "./als";
export * from "./chains";
export * from "./descend";
export * from "./raters";
export * from "./scan";
