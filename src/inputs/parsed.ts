/** A value, or what is wrong with the text (the words follow the name of the input) and how to fix it. */
export type Parsed<T> = { value: T } | { message: string; fix: string };
