/** The lines of a log as they stand below one another here. */
export const log = (text: string): string[] => text.replace(/^\n/, '').replace(/\n$/, '').split('\n');
