/** The half of a data set to which an image belongs. Each half has its own random numbers. */
export type Split = 'train' | 'test';
