from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "rembuk.finance"
