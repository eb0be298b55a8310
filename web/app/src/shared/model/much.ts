/** From more than so many things on one is asked before they go: a slip with a few is taken back at once. */
export const MUCH = 20;
