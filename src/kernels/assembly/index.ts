export * from "./als";
export * from "./chains";
export * from "./descend";
export * from "./fold";
export * from "./raters";
export * from "./scan";
