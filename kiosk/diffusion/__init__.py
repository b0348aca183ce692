"""The denoising loop: numbers in, every step out, a picture at the end. Numpy and ONNX Runtime, no sibling package."""
