/** Which half of a data set an image belongs to; their random numbers are different ones. */
export type Split = 'train' | 'test';
