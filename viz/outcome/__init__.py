"""What came out beside attention: predictions, beams, a context vector, an order. Figures and tables, all pure."""
