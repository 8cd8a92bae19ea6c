"""Addresses about people. The names that begin with account_, mfa_ and usersessions_ are the ones allauth asks for."""

from __future__ import annotations

from django.urls import path

from rembuk.web.people import neighbours, own_data, requests, residents, roles, staff

urlpatterns = [
    path("masuk", residents.sign_in, name="sign-in"),
    path("masuk/kode", residents.sign_in_code, name="sign-in-code"),
    path("keluar", residents.sign_out, name="sign-out"),
    path("masuk/petugas", staff.staff_sign_in, name="account_login"),
    path("masuk/petugas/kode", staff.staff_code, name="mfa_authenticate"),
    path("masuk/petugas/kunci", staff.passkey_sign_in, name="mfa_login_webauthn"),
    path("masuk/langkah-kedua", staff.second_factor, name="second-factor"),
    path("masuk/ulang", staff.password_again, name="account_reauthenticate"),
    path("masuk/ulang/kode", staff.code_again, name="mfa_reauthenticate"),
    path("masuk/ulang/kunci", staff.key_again, name="mfa_reauthenticate_webauthn"),
    path("akun", staff.security, name="mfa_index"),
    path("akun/sandi", staff.change_password, name="account_change_password"),
    path("akun/aplikasi", staff.activate_app, name="mfa_activate_totp"),
    path("akun/aplikasi/lepas", staff.deactivate_app, name="mfa_deactivate_totp"),
    path("akun/kunci", staff.keys, name="mfa_list_webauthn"),
    path("akun/kunci/tambah", staff.add_key, name="mfa_add_webauthn"),
    path("akun/kunci/<int:pk>/nama", staff.rename_key, name="mfa_edit_webauthn"),
    path("akun/kunci/<int:pk>/hapus", staff.remove_key, name="mfa_remove_webauthn"),
    path("akun/kode-cadangan", staff.recovery_codes, name="mfa_view_recovery_codes"),
    path("akun/kode-cadangan/baru", staff.new_recovery_codes, name="mfa_generate_recovery_codes"),
    path("akun/sesi", staff.open_sessions, name="usersessions_list"),
    path("data-saya", own_data.my_data, name="my-data"),
    path("data-saya/lengkap", own_data.all_my_data, name="my-data-all"),
    path("data-saya/unduh", own_data.download_my_data, name="my-data-download"),
    path("data-saya/nama", own_data.correct_me, name="my-data-correct"),
    path("data-saya/permohonan", own_data.ask_about_data, name="my-data-ask"),
    path("data-saya/hapus", own_data.forget_me, name="my-data-forget"),
    path("data-saya/persetujuan/<uuid:consent>", own_data.take_consent_back, name="my-data-consent"),
    path("data-saya/diam/<uuid:identity>", own_data.silence, name="my-data-silence"),
    path("data-saya/dengar/<uuid:identity>", own_data.hear, name="my-data-hear"),
    path("privasi", own_data.privacy, name="privacy"),
    path("peran", roles.roles, name="roles"),
    path("peran/baru", roles.new_staff, name="new-staff"),
    path("peran/saya", roles.explain_me, name="explain-me"),
    path("peran/akhiri/<uuid:grant>", roles.end, name="end-role"),
    path("peran/<uuid:person>", roles.staff, name="staff"),
    path("peran/<uuid:person>/akses", roles.renew, name="renew-access"),
    path("peran/<uuid:person>/tutup", roles.close, name="close-account"),
    path("peran/<uuid:person>/mengapa", roles.explain_staff, name="explain-staff"),
    path("warga", neighbours.neighbours, name="neighbours"),
    path("warga/<uuid:vouching>", neighbours.neighbour, name="neighbour"),
    path("permohonan-data", requests.data_requests, name="data-requests"),
    path("permohonan-data/<uuid:wanted>", requests.data_request, name="data-request"),
]
