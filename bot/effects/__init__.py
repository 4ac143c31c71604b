"""Carrying out what a conversation asks for, one module per kind of effect, inside one transaction."""

from __future__ import annotations

from bot.effects import calendar, care, case, evidence, messages, report
from bot.effects.executor import CARRY_OUT, Executor
from conversations import effects as fx

CARRY_OUT.update(
    {
        fx.Say: messages.say,
        fx.Revise: messages.revise,
        fx.Toast: messages.toast,
        fx.WipeChat: messages.wipe_chat,
        fx.ChangeLanguage: messages.change_language,
        fx.FetchEvidence: evidence.fetch_evidence,
        fx.DropEvidence: evidence.drop_evidence,
        fx.SubmitReport: report.submit_report,
        fx.SubmitSupplement: report.submit_supplement,
        fx.RequestContact: report.request_contact,
        fx.RequestCall: report.request_call,
        fx.TellCase: case.tell_case,
        fx.SealAnswers: case.seal_answers,
        fx.SealText: case.seal_text,
        fx.Bring: case.bring,
        fx.KeepFile: case.keep_file,
        fx.CountInRegister: case.count_in_register,
        fx.ShowCases: case.show_cases,
        fx.ShowClosedCases: case.show_closed_cases,
        fx.NameStandIn: case.name_stand_in,
        fx.EndStandIn: case.end_stand_in,
        fx.BringCheckInForward: calendar.bring_check_in_forward,
        fx.PlanCheckIn: calendar.plan_check_in,
        fx.MoveCheckIn: calendar.move_check_in,
        fx.FinishCheckIn: calendar.finish_check_in,
        fx.CancelCheckIns: calendar.cancel_check_ins,
        fx.ResumeCheckIns: calendar.resume_check_ins,
        fx.SetTimer: calendar.set_timer,
        fx.ClearTimers: calendar.clear_timers,
        fx.AdoptEvidence: care.adopt_evidence,
        fx.CountRating: care.count_rating,
        fx.KeepRemark: care.keep_remark,
        fx.ShowAftercare: care.show_aftercare,
        fx.DropUnsent: care.drop_unsent,
        fx.Record: Executor.record,
    }
)
