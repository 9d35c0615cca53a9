export * from "./als";
export * from "./chain-pairs";
export * from "./chains";
export * from "./descend";
export * from "./fold";
export * from "./raters";
export * from "./scan";
