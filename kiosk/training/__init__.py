"""How the embedded model is made: pictures, VAE, denoiser, labeller, export, evaluation (extra: studio)."""
