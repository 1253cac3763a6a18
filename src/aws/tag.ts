/** What tags of ECS may be (docs: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html). */
export const MOST_TAGS = 50;
export const LONGEST_KEY = 128;
export const LONGEST_VALUE = 256;

/** Every character that is neither a letter, a digit, a space nor one of a few signs. */
export const NOT_IN_TAGS = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
