-- Interventions, and the surveys in which their effect shows.

create table entity.interventions as
select
    'second_rider_call' as intervention_id,
    '超时前二次联系 Second call before a delay' as name,
    getvariable('intervention_day') as starts_on,
    region_id,
    list_contains(truth().effects.intervention.treated, region_id) as treated,
from world.region;

create table world.surveys as
with asked as (

    select
        fates.order_number,
        fates.order_id,
        fates.region_id,
        fates.lateness_seconds > 0 as is_late,
        interventions.treated
        and fates.local_date >= interventions.starts_on as is_treated,
        later_hours(ended_at, 1 + exponential(1, 'asked after', order_number)) as sent_at,
        later_hours(sent_at, exponential(6, 'answers after', order_number)) as answers_at,
    from world.fates
    inner join entity.interventions using (region_id)
    where
        fates.fate = 'delivered'
        and uniform('surveyed', order_number) < truth().levels.surveys.sent_share

)

select
    *,
    uniform('answers', order_number) < truth().levels.surveys.answered_share
    and answers_at <= as_of() as is_answered,
    uniform('top box', order_number)
    < truth().levels.surveys.top_box_share
    + case when is_late then truth().levels.surveys.top_box_points_when_late else 0 end / 100
    + case when is_treated then truth().effects.intervention.top_box_points else 0 end / 100
        as is_top_box,
    uniform('within box', order_number) as within_box,
from asked
where sent_at <= as_of();

create table entity.surveys as
select
    'sim' as platform_id,
    'Q' || order_id as survey_id,
    order_id,
    region_id,
    sent_at,
    case when is_answered then answers_at end as answered_at,
    case
        when is_answered then case
            when is_top_box then 4 + floor(2 * within_box)
            else 1 + floor(3 * within_box)
        end
    end as score,
from world.surveys;
