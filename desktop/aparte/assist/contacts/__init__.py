"""Recording contacts: use cases over the store, the code list, the predictor and the masking."""
