"""Made-up therapists: plain builders that the seeder writes and the test factories wrap."""
